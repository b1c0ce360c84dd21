#include "client/sync/log_watch.hpp"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>
#include <utility>

#include "shared/evidence/receipt.hpp"

namespace mingcha {

namespace {
// Notes of the replica: the newest head that was proven, in hexadecimal; both sides of a contradiction and what settled it, as JSON.
std::string const head_note = "log_head";
std::string const fork_note = "log_fork";
QLatin1String const settled_key("settled"), epoch_key("epoch");
constexpr int http_ok = 200;

std::vector<Hash> hashes(QJsonArray const& list) {
    std::vector<Hash> out;
    for (auto const& one : list) {
        auto const bytes = from_hex(one.toString().toStdString());
        if (bytes && bytes->size() == Hash{}.size()) out.push_back(hash_from(*bytes));
    }
    return out;
}

QJsonObject described(SeenTree const& seen) {
    return {{epoch_key, QString::number(seen.server_epoch)},
            {"size", QString::number(seen.size)},
            {"root", QString::fromStdString(to_hex(seen.root))}};
}
}  // namespace

LogWatch::LogWatch(Replica& replica, Clock& clock, QObject* parent)
    : QObject(parent), replica_(replica), clock_(clock), network_(this) {
    auto const told = fork();
    differs_ = !told.isEmpty() && !told.contains(settled_key);
    if (auto const head = proven_head()) proven_size_ = head->size;
}

QJsonObject LogWatch::fork() {
    auto const note = replica_.note(fork_note);
    return QJsonDocument::fromJson(QByteArray::fromStdString(note ? *note : std::string())).object();
}

void LogWatch::keep_fork(QJsonObject const& told) {
    (void)replica_.set_note(fork_note, QJsonDocument(told).toJson(QJsonDocument::Compact).toStdString());
}

void LogWatch::settle(LogHead const& head, QString const& text) {
    auto told = fork();
    if (!differs_ || told.value(epoch_key).toString() == QString::number(head.server_epoch)) return;
    told.insert(settled_key, text);
    keep_fork(told);
    differs_ = false;
}

Outcome<LogHead> LogWatch::proven_head() {
    auto const note = replica_.note(head_note);
    auto const bytes = note ? from_hex(*note) : Bytes{};
    return LogHead::decode(bytes ? *bytes : Bytes{});
}

std::vector<SeenTree> LogWatch::seen() {
    std::vector<SeenTree> out;
    if (auto const head = proven_head()) out.push_back({head->log_id, head->server_epoch, head->size, head->root});
    auto const facts = replica_.hello_facts();
    if (auto const receipt = Receipt::decode(facts ? facts->hello.receipt : Bytes{}))
        out.push_back({receipt->log_id, receipt->server_epoch, receipt->tree_size, receipt->tree_root});
    return out;
}

void LogWatch::look(ServerAddress const& address, QByteArray const& tls_key) {
    auto const now_ms = clock_.now().monotonic_ms;
    if (asking_ || (asked_ms_ && now_ms - *asked_ms_ < pause_ms)) return;
    auto asked = seen();
    QStringList sizes;
    for (auto const& one : asked) sizes << QString::number(one.size);
    auto url = address.url(QStringLiteral("/api/v1/log"));
    if (!sizes.isEmpty()) {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("from"), sizes.join(QLatin1Char(',')));
        url.setQuery(query);
    }
    asking_ = true;
    asked_ms_ = now_ms;
    network_.pin(tls_key);
    network_.send("GET", QNetworkRequest(url), {}, [this, asked = std::move(asked)](PinnedNetwork::Reply const& reply) {
        asking_ = false;
        if (reply.status == http_ok) take(reply, asked);
    });
}

void LogWatch::take(PinnedNetwork::Reply const& reply, std::vector<SeenTree> const& asked) {
    auto const said = QJsonDocument::fromJson(reply.body).object();
    auto const text = said.value(QStringLiteral("head")).toString().toStdString();
    auto const bytes = from_hex(text);
    auto const head = LogHead::decode(bytes ? *bytes : Bytes{});
    if (!head || !verify_head(*head, replica_.identity().server_identity)) return;  // not the centre's word
    auto const proofs = said.value(QStringLiteral("consistency")).toObject();
    for (auto const& one : asked) {
        auto const proof = hashes(proofs.value(QString::number(one.size)).toArray());
        if (growth(one, *head, proof) != Growth::contradicted) continue;
        if (!differs_)  // the first contradiction is the one to keep
            keep_fork({{"seen", described(one)},
                       {"head", QString::fromStdString(text)},
                       {epoch_key, QString::number(head->server_epoch)}});
        differs_ = true;
        emit looked();
        return;  // the head that was proven stays: it is the one to show
    }
    settle(*head, QString::fromStdString(text));
    (void)replica_.set_note(head_note, text);
    proven_size_ = head->size;
    emit looked();
}

}  // namespace mingcha
