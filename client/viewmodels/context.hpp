#pragma once

namespace mingcha {

class Capture;
class FileImport;
class Navigator;
class Position;
class Store;
class UndoController;
class VisitView;

/// What every controller may use. All of it outlives the controllers.
struct Context {
    Store& store;
    VisitView& visit;  ///< the open visit; empty while none is
    Navigator& navigator;
    UndoController& undo;
    Capture& camera;
    FileImport& files;
    Position& position;
};

}  // namespace mingcha
