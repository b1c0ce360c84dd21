#pragma once

// Everything of Boost that the edge uses, in one header that is precompiled. Only the few files that speak to sockets include it;
// no public header does. Asio and Beast are compiled apart (beast.cpp), which halves what each of those files costs.

// With them clang takes a friend template of Beast's TLS stream for another function than the one it befriends, and refuses the file.
#define BOOST_ASIO_DISABLE_CONCEPTS

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>

namespace mingcha {
namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
}  // namespace mingcha
