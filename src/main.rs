//! bookgen
fn main() {}
