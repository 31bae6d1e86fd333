"""The hall's voice: the words of a call, the speech engines, the stored clips; independent of queues."""
