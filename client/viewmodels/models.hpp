#pragma once

#include "client/viewmodels/row_model.hpp"

namespace mingcha {

/// The lists that pages show, by name; what a role means stands in qml/pages/VIEWMODELS.md. Controllers fill them with RowModel::show.

class SectionsModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit SectionsModel(QObject* parent = nullptr)
        : RowModel({"code", "key", "number", "title", "shortTitle", "done", "total", "state", "current"}, parent) {}
};

class ItemsModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit ItemsModel(QObject* parent = nullptr)
        : RowModel({"code",         "key",
                    "number",       "index1",
                    "count",        "question",
                    "sectionText",  "lastText",
                    "facts",        "pointsText",
                    "shape",        "options",
                    "columns",      "coefficientText",
                    "points",       "measures",
                    "faults",       "deductText",
                    "full",         "workingText",
                    "sample",       "texts",
                    "naAllowed",    "na",
                    "naAsking",     "naReason",
                    "state",        "current",
                    "next",         "veto",
                    "vetoFailed",   "vetoSettled",
                    "vetoText",     "photoRule",
                    "photoWhy",     "photoCount",
                    "commentCount", "findingCount",
                    "selfText",     "conflict",
                    "readOnly"},
                   parent) {}
};

class FindingsModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit FindingsModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "group", "level", "title", "daysText", "photoCount", "chips", "itemText"}, parent) {}
};

class WrapupModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit WrapupModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "icon", "tone", "text", "action"}, parent) {}
};

class ConfirmFindingsModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit ConfirmFindingsModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "chips", "title", "basis", "advice", "photo", "photos", "choice", "reasons",
                    "reasonText", "text", "open"},
                   parent) {}
};

class SyncQueueModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit SyncQueueModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "school", "dateText", "dataText", "dataDone", "photosText", "progress", "bytesText",
                    "uploading", "paused", "selected", "chip", "reason", "action"},
                   parent) {}
};

class AttentionModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit AttentionModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "text", "who", "said", "action"}, parent) {}
};

class TodayRowsModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit TodayRowsModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "icon", "tone", "school", "facts", "chip", "distanceText", "action"}, parent) {}
};

class OverdueModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit OverdueModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "school", "title", "classText", "deadline", "ladderText", "action"}, parent) {}
};

class SchoolsModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit SchoolsModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "name", "marked", "facts", "distanceText", "chip", "selected"}, parent) {}
};

class FilesModel : public RowModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its controller")

public:
    explicit FilesModel(QObject* parent = nullptr)
        : RowModel({"id", "key", "name", "folder", "facts", "source"}, parent) {}
};

}  // namespace mingcha
