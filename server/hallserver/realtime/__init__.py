"""Events pushed after the commit to streams that the server chooses; clients catch up by seq."""
