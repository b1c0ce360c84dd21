#include "client/sync/enrolment.hpp"

#include <QJsonDocument>

namespace mingcha {

namespace {
std::optional<PublicKey> key_from(QJsonValue const& hex) {
    auto const bytes = from_hex(hex.toString().toStdString());
    if (!bytes || bytes->size() != 32) return std::nullopt;
    PublicKey out{};
    std::ranges::copy(*bytes, out.begin());
    return out;
}
ServerFacts failed(char const* code) {
    ServerFacts out;
    out.error = QLatin1String(code);
    return out;
}
/// Empty when the server did what was asked.
QString refusal(PinnedNetwork::Reply const& reply, QJsonObject const& said) {
    if (!reply.error.isEmpty()) return QStringLiteral("not_reachable");
    if (reply.status == 200) return {};
    auto const code = said.value(QStringLiteral("code")).toString();
    return code.isEmpty() ? QStringLiteral("bad_server") : code;
}
QByteArray unhex(QJsonValue const& hex) {
    return QByteArray::fromHex(hex.toString().toLatin1());
}
}  // namespace

QString fingerprint(PublicKey const& identity) {
    auto const hex = QString::fromStdString(to_hex(sha256(identity))).left(16);
    return hex.mid(0, 4) + QLatin1Char(' ') + hex.mid(4, 4) + QLatin1Char(' ') + hex.mid(8, 4) + QLatin1Char(' ') +
           hex.mid(12, 4);
}

Enrolment::Enrolment(QObject* owner, Random& random, Clock& clock)
    : owner_(owner), device_(Uuid::v7(clock.now().time_ms, random)), key_(SigningKey::generate(random)) {}

void Enrolment::ask(QString const& text, QString const& code, std::function<void(ServerFacts const&)> const& done) {
    server_.reset();
    auto const address = ServerAddress::parse(text);
    if (!address) return done(failed("bad_address"));
    address_ = *address;
    network_ = std::make_unique<PinnedNetwork>(owner_);
    network_->send("GET", QNetworkRequest(address_->url(QStringLiteral("/identity"))), {},
                   [this, code, done](PinnedNetwork::Reply const& reply) {
                       if (!reply.error.isEmpty()) return done(failed("not_reachable"));
                       auto const server = read_identity(reply);
                       if (!server) return done(failed("bad_server"));
                       server_ = *server;
                       if (address_->tls) network_->pin(reply.peer_key);
                       look(code, done);
                   });
}

void Enrolment::look(QString const& code, std::function<void(ServerFacts const&)> const& done) {
    post(QStringLiteral("/api/v1/enrol/look"), {{"code", code}}, [this, done](PinnedNetwork::Reply const& reply) {
        auto const said = QJsonDocument::fromJson(reply.body).object();
        ServerFacts out;
        out.error = refusal(reply, said);
        out.fingerprint = fingerprint(server_->identity);
        out.person_name = said.value(QStringLiteral("person")).toObject().value(QStringLiteral("name")).toString();
        auto const office = said.value(QStringLiteral("office")).toObject();
        out.office_zh = office.value(QStringLiteral("name_zh")).toString();
        out.office_en = office.value(QStringLiteral("name_en")).toString();
        done(out);
    });
}

void Enrolment::post(QString const& path, QJsonObject const& body,
                     std::function<void(PinnedNetwork::Reply const&)> const& done) {
    QNetworkRequest request(address_->url(path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    network_->send("POST", request, QJsonDocument(body).toJson(QJsonDocument::Compact), done);
}

Outcome<Enrolment::Server> Enrolment::read_identity(PinnedNetwork::Reply const& reply) const {
    Error const bad{"bad_server", "no proof of identity"};
    auto const json = QJsonDocument::fromJson(reply.body).object();
    auto const identity = key_from(json.value(QStringLiteral("identity")));
    auto const box = key_from(json.value(QStringLiteral("box_key")));
    if (reply.status != 200 || !identity || !box) return bad;
    auto const tls_key = unhex(json.value(QStringLiteral("tls_public_key")));
    if (!vouches(*identity, tls_key, json.value(QStringLiteral("proof")).toString().toLatin1())) return bad;
    if (address_->tls && tls_key != reply.peer_key)
        return bad;  // somebody stands between and repeats the server's words
    return Server{*identity, *box};
}

void Enrolment::enrol(QString const& code, QString const& label, std::function<void(Granted const&)> const& done) {
    if (!server_) return done({{QStringLiteral("not_reachable"), {}, {}}, {}, {}});
    QJsonObject const body{{"code", code},
                           {"device", QString::fromStdString(device_.to_string())},
                           {"public_key", QString::fromStdString(to_hex(key_.public_key()))},
                           {"label", label}};
    post(QStringLiteral("/api/v1/enrol"), body,
         [this, done](PinnedNetwork::Reply const& reply) { done(read_grant(reply)); });
}

Enrolment::Granted Enrolment::read_grant(PinnedNetwork::Reply const& reply) const {
    Granted out;
    out.answer = QJsonDocument::fromJson(reply.body).object();
    out.result.error = refusal(reply, out.answer);
    if (!out.result.error.isEmpty()) return out;
    auto const person = out.answer.value(QStringLiteral("person")).toObject();
    auto const office = out.answer.value(QStringLiteral("office")).toObject();
    auto const person_id = Uuid::parse(person.value(QStringLiteral("id")).toString().toStdString());
    auto const log_id = Uuid::parse(out.answer.value(QStringLiteral("log_id")).toString().toStdString());
    if (!person_id || !log_id) {
        out.result.error = QStringLiteral("bad_server");
        return out;
    }
    out.result.person_name = person.value(QStringLiteral("name")).toString();
    out.result.office_name = office.value(QStringLiteral("name_zh")).toString();
    auto const epoch = static_cast<std::uint64_t>(out.answer.value(QStringLiteral("epoch")).toInteger(1));
    out.identity = Identity{device_, epoch, key_, server_->identity, server_->box, *log_id, *person_id};
    return out;
}

}  // namespace mingcha
