pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// 找项: by number, words or initials.
Sheet {
    id: root

    required property RunnerController runner

    side: Theme.expanded
    share: 0.8
    onClosed: root.open = false

    Item {
        anchors.fill: parent
        anchors.margins: Theme.space.l

        InputField {
            id: query

            hint: qsTrId("runner.find.hint")
            iconName: "search"
            idBase: "find.query"
            value: root.runner.query
            width: parent.width - close.width
            onTyped: text => root.runner.query = text
        }
        IconButton {
            id: close
            anchors.right: parent.right
            iconName: "close"
            objectName: "find.close"
            text: qsTrId("sheet.close")
            onClicked: root.open = false
        }
        ListView {
            anchors.bottom: parent.bottom
            anchors.top: query.bottom
            anchors.topMargin: Theme.space.m
            clip: true
            model: root.runner.hits
            width: parent.width

            delegate: ListRow {
                required property var modelData

                objectName: "find.hit." + modelData.key
                title: modelData.text
                width: ListView.view?.width ?? 0
                onClicked: {
                    root.open = false;
                    root.runner.select(modelData.code);
                }
            }
        }
    }
}
