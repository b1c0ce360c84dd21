#pragma once

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <functional>
#include <optional>

#include "client/sync/server_address.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

/// HTTPS to the one server that holds the pinned TLS key; a request to any other ends before its first byte leaves. Without a key
/// (before enrolment) the peer's key is only reported, for the person to compare.
///
/// The thread it was made on.
class PinnedNetwork {
public:
    struct Reply {
        QString error;  ///< empty, not_reachable, or untrusted
        int status = 0;
        QByteArray body;
        QByteArray peer_key;           ///< SubjectPublicKeyInfo, DER
        QNetworkReply* raw = nullptr;  ///< for headers; only during the callback
    };
    using Done = std::function<void(Reply const&)>;

    explicit PinnedNetwork(QObject* owner) : manager_(new QNetworkAccessManager(owner)) {}
    ~PinnedNetwork() { delete manager_; }  // with its replies, whose callbacks would come back here
    PinnedNetwork(PinnedNetwork const&) = delete;
    PinnedNetwork& operator=(PinnedNetwork const&) = delete;

    void pin(QByteArray const& tls_key) { pinned_ = tls_key; }
    [[nodiscard]] bool is_pinned() const { return !pinned_.isEmpty(); }

    /// `verb`: GET, HEAD, POST, PATCH. `progress` may be empty. The reply may be aborted by its pointer.
    QNetworkReply* send(QByteArray const& verb, QNetworkRequest request, QByteArray const& body, Done done,
                        std::function<void(qint64 sent)> const& progress = {});

    static constexpr int transfer_ms = 60'000;  // without a byte; a photo chunk on 2G takes half of it

private:
    QPointer<QNetworkAccessManager> manager_;
    QByteArray pinned_;
};

/// Whether `identity` vouches for the TLS key of a connection (server/net/tls_identity.hpp has the rule). `proof_hex`: 128 hex digits.
[[nodiscard]] bool vouches(PublicKey const& identity, QByteArray const& tls_key, QByteArray const& proof_hex);

}  // namespace mingcha
