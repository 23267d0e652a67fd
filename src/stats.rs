//! Numbers in, numbers out: one file per family of methods. Nothing here knows what a call is.
