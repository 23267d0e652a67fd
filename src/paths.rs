//! Where things are: `--db`, `DESKSIDE_DB`, else the platform's data folder.
