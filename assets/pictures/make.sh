#!/bin/sh
# Makes the README's pictures and its table of keys anew: the app draws itself on the invented business.
set -eu
cd "$(dirname "$0")/../.."
RENEW=1 cargo test --locked --test it -- --include-ignored pictures:: readme::
