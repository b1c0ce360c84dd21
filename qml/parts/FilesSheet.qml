pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// 选一张照片: the places of the device, the folder that is open, its folders and pictures.
Sheet {
    id: root

    required property FilesController files

    open: root.files.open
    share: 0.88
    onClosed: root.files.close()

    Item {
        id: head

        height: Math.max(Theme.target.min, title.implicitHeight)
        width: parent.width - 2 * Theme.space.gutter
        x: Theme.space.gutter
        y: Theme.space.m

        IconButton {
            id: up

            anchors.verticalCenter: parent.verticalCenter
            enabled: root.files.canUp
            iconName: "chevron-left"
            objectName: "files.up"
            text: qsTrId("files.up")
            x: -Theme.space.s
            onClicked: root.files.up()
        }
        Label {
            id: title

            Accessible.name: qsTrId("files.title") + "，" + root.files.folderText
            Accessible.role: Accessible.Heading
            anchors.verticalCenter: parent.verticalCenter
            elide: Text.ElideMiddle
            face: Theme.type.heading
            objectName: "files.title"
            text: qsTrId("files.title") + " · " + root.files.folderText
            width: parent.width - x - close.width
            wrapMode: Text.NoWrap
            x: up.width - Theme.space.s + Theme.space.xs
        }
        IconButton {
            id: close

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            iconName: "close"
            objectName: "files.close"
            text: qsTrId("sheet.close")
            onClicked: root.files.close()
        }
    }
    ChipFlow {
        id: places

        idBase: "files.place."
        options: root.files.places
        width: parent.width - 2 * Theme.space.gutter
        x: Theme.space.gutter
        y: head.y + head.height + Theme.space.m
        onPicked: value => root.files.pick(value)
    }
    GridView {
        id: grid

        readonly property int columns: Math.max(2, Math.floor(width / 168))

        cellHeight: Math.round((cellWidth - Theme.target.gap) * 0.75) + Theme.space.xs + Theme.type.label.line + Theme.type.caption.line + Theme.space.l
        cellWidth: Math.floor(width / columns)
        clip: true
        height: parent.height - y
        model: root.files.entries
        objectName: "files.grid"
        width: places.width + Theme.target.gap
        x: Theme.space.gutter
        y: places.y + places.height + Theme.space.l

        delegate: Item {
            id: cell

            required property string id
            required property string key
            required property string name
            required property string facts
            required property string source
            required property bool folder

            height: grid.cellHeight
            width: grid.cellWidth

            FileTile {
                facts: cell.facts
                folder: cell.folder
                height: cell.height - Theme.space.l
                name: cell.name
                objectName: "files.item." + cell.key
                source: cell.source
                width: cell.width - Theme.target.gap
                onClicked: root.files.pick(cell.id)
            }
        }
        footer: Label {
            bottomPadding: Theme.space.l
            face: Theme.type.label
            height: visible ? implicitHeight : 0
            muted: true
            text: root.files.leftOutText
            visible: text !== ""
            width: places.width
        }

        ScrollMark {
            view: grid
        }
    }
    EmptyState {
        anchors.centerIn: grid
        iconName: "image"
        text: root.files.emptyText
        title: qsTrId("files.nothing")
        visible: root.files.emptyText !== ""
        width: Math.min(grid.width, 420)
    }
}
