#pragma once

#include <QJsonObject>
#include <functional>
#include <memory>
#include <optional>

#include "client/sync/messages.hpp"
#include "client/sync/pinned_network.hpp"

namespace mingcha {

/// The two questions that make this tablet a known device: who are you (GET /identity), and here is my code and key
/// (POST /api/v1/enrol). The code leaves only for the server whose identity the person was shown. Worker thread.
class Enrolment {
public:
    /// `owner` is the QObject whose life bounds the requests.
    Enrolment(QObject* owner, Random& random, Clock& clock);

    void ask(QString const& address, QString const& code, std::function<void(ServerFacts const&)> const& done);

    struct Granted {
        EnrolResult result;
        std::optional<Identity> identity;
        QJsonObject answer;  ///< as the server gave it: person, office, demo
    };
    /// After `ask`. The device's name and key are made here and kept for a second try with another code.
    void enrol(QString const& code, QString const& label, std::function<void(Granted const&)> const& done);

    [[nodiscard]] std::optional<ServerAddress> const& address() const { return address_; }

private:
    void look(QString const& code, std::function<void(ServerFacts const&)> const& done);
    void post(QString const& path, QJsonObject const& body,
              std::function<void(PinnedNetwork::Reply const&)> const& done);
    struct Server {
        PublicKey identity{}, box{};
    };
    [[nodiscard]] Outcome<Server> read_identity(PinnedNetwork::Reply const& reply) const;
    [[nodiscard]] Granted read_grant(PinnedNetwork::Reply const& reply) const;

    QObject* owner_;
    std::unique_ptr<PinnedNetwork> network_;
    std::optional<ServerAddress> address_;
    std::optional<Server> server_;
    Uuid device_;
    SigningKey key_;
};

/// First 16 hexadecimal digits of SHA-256(identity), in groups of four.
[[nodiscard]] QString fingerprint(PublicKey const& identity);

}  // namespace mingcha
