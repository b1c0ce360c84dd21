#pragma once

#include <QVariantMap>

#include "client/viewmodels/context.hpp"
#include "shared/merge/record.hpp"

namespace mingcha {

/// Photos of one subject as pages show them (the value **photo** of VIEWMODELS.md), in the order of their taking; no signatures.
[[nodiscard]] QVariantList photo_maps(Context const& context, Uuid const& subject, QString const& of);
[[nodiscard]] QVariantList photo_maps(Context const& context, std::span<Record const* const> photos, QString const& of);
[[nodiscard]] std::vector<Record const*> photos_of(Context const& context, Uuid const& subject);
[[nodiscard]] QUrl photo_source(Context const& context, Record const& photo);
/// Why a picture did not come (Capture::failed), and what helps.
[[nodiscard]] QString photo_failure(QString const& code);
[[nodiscard]] qint64 photo_taken_ms(Record const& photo);

}  // namespace mingcha
