//! Not in `src`, and a link to it is: never in the program.
