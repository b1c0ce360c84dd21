#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <set>

#include "client/sync/pinned_network.hpp"
#include "shared/replica/replica.hpp"

namespace mingcha {

/// Hands photos in, one by one, after the records, over tus 1.0 (https://tus.io/protocols/resumable-upload): create, then chunks; after a
/// break it asks how far the server got. Progress stands in the blob ledger. A photo counts as received when
/// the server's signed receipt for it is there too (shared/evidence/blob_receipt.hpp). A photo that is refused or stuck is left for later and holds
/// up neither the others nor any record. Worker thread.
class BlobUploader : public QObject {
    Q_OBJECT

public:
    BlobUploader(Replica& replica, QObject* parent = nullptr);

    /// Goes on, or begins, with what the ledger says. `allowed`: hashes that may be sent now (released, and their visit not paused).
    void run(ServerAddress const& address, QByteArray const& tls_key, std::set<Hash> allowed);
    /// After the chunk that is on its way.
    void stop();
    /// Those that failed too, and at once.
    void try_again();
    /// Why a photo has not been taken at the last try: the code of the server's answer (disk_full, wrong_hash …), `http_` and its status, or
    /// `own_unreadable`, `own_damaged`, `own_disk_full`, `no_receipt`, or `no_answer` where the line broke. Until it arrives.
    [[nodiscard]] std::map<Hash, QString> const& troubles() const { return troubles_; }
    /// The photo that is on its way now; nothing while none is.
    [[nodiscard]] std::optional<Hash> current() const;

    static constexpr qint64 chunk_bytes = 512 * 1024;  // half a minute at 2G speed: what one break can cost
    static constexpr int again_ms = 60'000;            // photos that failed, while the connection lives

signals:
    /// The ledger changed: a chunk or a whole photo arrived.
    void progressed();

private:
    void next();
    void create();
    void ask_offset();
    void send_chunk();
    void on_chunk(PinnedNetwork::Reply const& reply);
    void take_receipt(PinnedNetwork::Reply const& reply);
    void give_up(QString const& why);
    void finish();
    /// False: not in the ledger, the disk is full or broken.
    [[nodiscard]] bool keep();
    [[nodiscard]] QNetworkRequest request(QUrl const& url) const;
    [[nodiscard]] QUrl upload_url() const;

    Replica& replica_;
    PinnedNetwork network_;
    QTimer again_;
    std::optional<ServerAddress> address_;
    std::set<Hash> allowed_, failed_;
    std::map<Hash, QString> troubles_;
    std::optional<BlobEntry> blob_;
    bool running_ = false;
    int chunk_failures_ = 0;
};

}  // namespace mingcha
