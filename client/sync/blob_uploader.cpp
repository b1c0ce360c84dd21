#include "client/sync/blob_uploader.hpp"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <utility>

#include "client/sync/websocket_client.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "shared/wire/upload_proof.hpp"

namespace mingcha {

namespace {
constexpr int created = 201, ok = 200, no_content = 204, conflict = 409, gone = 410, not_found = 404;
constexpr int chunk_failures_max = 3;

QString refusal(PinnedNetwork::Reply const& reply) {
    if (!reply.error.isEmpty()) return QStringLiteral("no_answer");
    auto const code = QJsonDocument::fromJson(reply.body).object().value(QStringLiteral("code")).toString();
    return code.isEmpty() ? QStringLiteral("http_%1").arg(reply.status) : code;  // an answer to HEAD has no body
}

/// Why the file is not what the ledger says; empty when it is.
QString fault_of(BlobEntry const& blob) {
    QFile file(QString::fromStdString(blob.path));
    if (!file.open(QIODevice::ReadOnly)) return QStringLiteral("own_unreadable");
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(&file)) return QStringLiteral("own_unreadable");
    return std::ranges::equal(bytes_of(hash.result()), blob.sha256) ? QString() : QStringLiteral("own_damaged");
}
}  // namespace

BlobUploader::BlobUploader(Replica& replica, QObject* parent)
    : QObject(parent), replica_(replica), network_(this), again_(this) {
    again_.setSingleShot(true);
    connect(&again_, &QTimer::timeout, this, &BlobUploader::try_again);
}

void BlobUploader::try_again() {
    failed_.clear();
    if (running_ && !blob_) next();
}

void BlobUploader::run(ServerAddress const& address, QByteArray const& tls_key, std::set<Hash> allowed) {
    address_ = address;
    network_.pin(tls_key);
    allowed_ = std::move(allowed);
    if (!std::exchange(running_, true)) failed_.clear();  // the centre knows more than when they failed
    if (!blob_) next();
}

void BlobUploader::stop() {
    running_ = false;
    again_.stop();
}

std::optional<Hash> BlobUploader::current() const {
    return blob_ ? std::optional(blob_->sha256) : std::nullopt;
}

QNetworkRequest BlobUploader::request(QUrl const& url) const {
    QNetworkRequest out(url);
    out.setRawHeader("Tus-Resumable", "1.0.0");
    auto const& me = replica_.identity();
    auto const proof = prove_upload(me.key, blob_->sha256, me.server_identity, me.device, me.epoch);
    out.setRawHeader("Mingcha-Device", QByteArray::fromStdString(me.device.to_string()));
    out.setRawHeader("Mingcha-Proof", QByteArray::fromStdString(header_text(proof)));
    return out;
}

QUrl BlobUploader::upload_url() const {
    auto const to = address_->url(QStringLiteral("/files")).resolved(QUrl(QString::fromStdString(blob_->upload)));
    auto ours = address_->url(to.path());  // whatever host the reply names, the pinned one is asked
    ours.setQuery(to.query());
    return ours;
}

void BlobUploader::next() {
    bool const had_one = std::exchange(blob_, std::nullopt).has_value();
    if (!running_) return;
    auto const waiting = replica_.unsent_blobs();
    if (!waiting) return;
    for (auto const& blob : *waiting) {
        if (!allowed_.contains(blob.sha256) || failed_.contains(blob.sha256)) continue;
        blob_ = blob;
        chunk_failures_ = 0;
        emit progressed();
        return blob.upload.empty() ? create() : ask_offset();
    }
    if (!failed_.empty() && !again_.isActive()) again_.start(again_ms);
    if (had_one) emit progressed();  // else nothing is new, and whoever hears it asks us to run again
}

void BlobUploader::create() {
    // What is no longer the photo that was taken would travel whole, to be refused, again and again.
    if (auto const found = fault_of(*blob_); !found.isEmpty()) return give_up(found);
    auto post = request(address_->url(QStringLiteral("/files")));
    post.setRawHeader("Upload-Length", QByteArray::number(static_cast<qulonglong>(blob_->size)));
    post.setRawHeader("Upload-Metadata", "sha256 " + QByteArray::fromStdString(to_hex(blob_->sha256)).toBase64());
    post.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/offset+octet-stream"));
    network_.send("POST", post, {}, [this](PinnedNetwork::Reply const& reply) {
        take_receipt(reply);
        if (reply.status == ok) return finish();  // the server has these bytes already
        if (reply.status != created) return give_up(refusal(reply));
        blob_->upload = reply.raw->rawHeader("Location").toStdString();
        blob_->sent = reply.raw->rawHeader("Upload-Offset").toULongLong();
        (void)keep();  // lost progress costs a HEAD, nothing else
        send_chunk();
    });
}

void BlobUploader::ask_offset() {
    network_.send("HEAD", request(upload_url()), {}, [this](PinnedNetwork::Reply const& reply) {
        if (reply.status == not_found || reply.status == gone) {  // the server forgot the upload, not the photo
            blob_->upload.clear();
            blob_->sent = 0;
            return create();
        }
        take_receipt(reply);
        if (reply.status != ok && reply.status != no_content) return give_up(refusal(reply));
        blob_->sent = reply.raw->rawHeader("Upload-Offset").toULongLong();
        (void)keep();  // lost progress costs a HEAD, nothing else
        send_chunk();
    });
}

void BlobUploader::send_chunk() {
    if (blob_->sent >= blob_->size) return finish();
    if (!running_) return next();
    QFile file(QString::fromStdString(blob_->path));
    if (!file.open(QIODevice::ReadOnly) || !file.seek(static_cast<qint64>(blob_->sent)))
        return give_up(QStringLiteral("own_unreadable"));
    auto patch = request(upload_url());
    patch.setRawHeader("Upload-Offset", QByteArray::number(static_cast<qulonglong>(blob_->sent)));
    patch.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/offset+octet-stream"));
    network_.send("PATCH", patch, file.read(chunk_bytes),
                  [this](PinnedNetwork::Reply const& reply) { on_chunk(reply); });
}

void BlobUploader::on_chunk(PinnedNetwork::Reply const& reply) {
    take_receipt(reply);
    bool const moved = reply.status == no_content || reply.status == ok;
    if (!moved) {
        bool const elsewhere = reply.status == conflict || reply.error == QStringLiteral("not_reachable");
        return elsewhere && ++chunk_failures_ <= chunk_failures_max ? ask_offset() : give_up(refusal(reply));
    }
    auto const offset = reply.raw->rawHeader("Upload-Offset").toULongLong();
    if (offset <= blob_->sent) return give_up(QStringLiteral("no_progress"));
    blob_->sent = offset;
    chunk_failures_ = 0;
    (void)keep();
    emit progressed();
    send_chunk();
}

bool BlobUploader::keep() {
    return bool(replica_.update_blob(*blob_));
}

/// The server's word for a photo counts when it is signed: what a proxy answers in its place does not.
void BlobUploader::take_receipt(PinnedNetwork::Reply const& reply) {
    auto const bytes = reply.raw ? from_hex(reply.raw->rawHeader(blob_receipt_header).toStdString()) : Bytes{};
    if (bytes && is_receipt_for(*bytes, blob_->sha256, blob_->size, replica_.identity().server_identity))
        blob_->receipt = *bytes;
}

void BlobUploader::finish() {
    if (blob_->receipt.empty()) return give_up(QStringLiteral("no_receipt"));
    blob_->received = true;
    blob_->sent = blob_->size;
    // The ledger would offer it again at once, and again, for as long as the disk is full.
    if (!keep()) return give_up(QStringLiteral("own_disk_full"));
    troubles_.erase(blob_->sha256);
    next();
}

void BlobUploader::give_up(QString const& why) {
    failed_.insert(blob_->sha256);
    troubles_[blob_->sha256] = why;
    next();
}

}  // namespace mingcha
