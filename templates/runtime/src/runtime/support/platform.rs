//! What platforms differ in: whether there are threads that values are sent between. WebAssembly has none, and what
//! stands for its JavaScript cannot be sent.

use futures_core::Stream;
use std::{any::Any, future::Future, pin::Pin};

/// A future on the heap, as object-safe traits return it. It can be sent to another thread, except on WebAssembly.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A future on the heap, as object-safe traits return it.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A stream on the heap.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;
#[cfg(target_arch = "wasm32")]
pub(crate) type BoxStream<T> = Pin<Box<dyn Stream<Item = T>>>;

/// Something whose type the holder does not know.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type BoxAny = Box<dyn Any + Send>;
#[cfg(target_arch = "wasm32")]
pub(crate) type BoxAny = Box<dyn Any>;

/// [`Send`] where there are threads, anything on WebAssembly.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// [`Sync`] where there are threads, anything on WebAssembly.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSync: Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Sync + ?Sized> MaybeSync for T {}

/// [`Send`] where there are threads, anything on WebAssembly.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// [`Sync`] where there are threads, anything on WebAssembly.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSync {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSync for T {}
