//! From files of adverts to postings: reading, cleaning, what is set aside, what the words mean.
pub mod terms;
pub mod wage;
