"""The rules of the hall: standard library and structs only, pure, frozen values in and out; no clock, no disk, no network."""
