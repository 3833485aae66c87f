//! How problems are printed: as a compiler would, for a historian.
