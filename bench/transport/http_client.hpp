#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/net/http.hpp"

namespace mingcha {

/// A blocking HTTP client for tests and the load tool: one connection, kept alive, one thread at a time.
class HttpClient {
public:
    struct Reply {
        int status = 0;
        Headers headers;
        std::string body;
        bool keep_alive = false;
    };

    HttpClient();
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    /// `base` such as `https://127.0.0.1:8443`. Any certificate is accepted; compare `server_public_key` with what was pinned.
    [[nodiscard]] Outcome<Unit> connect(std::string const& base, std::int64_t timeout_ms = 20'000);
    /// Sends a request with Content-Length and waits for its reply. Errors: `closed`, `timeout`.
    [[nodiscard]] Outcome<Reply> request(std::string_view method, std::string_view target, Headers const& headers = {},
                                         std::string_view body = {});
    /// Exactly these bytes; for tests that break the rules or the line.
    [[nodiscard]] Outcome<Unit> send_raw(std::string_view bytes);
    /// `body_expected` false for the reply to a HEAD.
    [[nodiscard]] Outcome<Reply> read_reply(bool body_expected = true);
    /// Reads until the server closes; for replies that are not HTTP.
    [[nodiscard]] Outcome<std::string> read_to_end();
    void cut();

    [[nodiscard]] Bytes const& server_public_key() const;

    /// The bytes that `request` would send.
    [[nodiscard]] static std::string request_text(std::string_view method, std::string_view target,
                                                  Headers const& headers, std::string_view body);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingcha
