"""The hall's voice: the words of a call, the engines that speak them, the clips that are kept; knows nothing of queues."""
