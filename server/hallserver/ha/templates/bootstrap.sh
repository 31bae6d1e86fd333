#!/bin/sh
# Patroni runs it once, when the first of the two databases has been made.
exec "@PROGRAMS@/psql" "$1" --no-psqlrc --set ON_ERROR_STOP=1 --file "@FILES@/bootstrap.sql"
