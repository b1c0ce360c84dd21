pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Theme

/// 中 | EN, each named in its own language.
Rectangle {
    id: root

    property string language: "zh"
    property string idBase: ""

    signal asked(string language)

    border.color: Theme.color.outline
    border.width: Theme.edge
    color: Theme.color.bg
    implicitHeight: Theme.target.min
    implicitWidth: row.width
    radius: Theme.radius.m

    Row {
        id: row

        Repeater {
            model: [{
                    "code": "zh",
                    "word": "中",
                    "name": "中文"
                }, {
                    "code": "en",
                    "word": "EN",
                    "name": "English"
                }]
            T.AbstractButton {
                id: side

                required property var modelData

                readonly property bool on: root.language === side.modelData.code

                Accessible.checkable: true
                Accessible.checked: side.on
                Accessible.name: side.modelData.name
                Accessible.role: Accessible.RadioButton
                focusPolicy: Qt.StrongFocus
                implicitHeight: Theme.target.min
                implicitWidth: Math.max(52, word.implicitWidth + Theme.space.l)
                objectName: root.idBase + "language." + side.modelData.code
                onClicked: root.asked(side.modelData.code)

                contentItem: Item {
                    Label {
                        id: word
                        anchors.centerIn: parent
                        muted: !side.on
                        strong: side.on
                        text: side.modelData.word
                        wrapMode: Text.NoWrap
                    }
                }
                background: Item {
                    FocusRing {
                        shown: side.visualFocus
                    }
                }
            }
        }
    }
    Divider {
        anchors.centerIn: parent
        height: 24
    }
}
