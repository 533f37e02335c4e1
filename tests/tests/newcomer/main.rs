//! What somebody does who adds to this project for the first time, as its documentation says.

mod api;
mod fetch;
mod guides;
mod library;
mod pages;
mod service;
mod stories;
