.pragma library

function eachVisible(item, visit) {
    if (!item.visible || item.opacity === 0) return;
    visit(item);
    if (item.hasOwnProperty("cacheBuffer")) return eachShown(item, visit);
    for (let i = 0; i < item.children.length; ++i) eachVisible(item.children[i], visit);
}

/// Of a list view, the rows that lie in its window: the rows around it may still be in the making.
function eachShown(view, visit) {
    const rows = view.contentItem.children;
    for (let i = 0; i < rows.length; ++i) {
        const at = rows[i].mapToItem(view, 0, 0);
        if (at.y < view.height && at.y + rows[i].height > 0 && at.x < view.width && at.x + rows[i].width > 0) eachVisible(rows[i], visit);
    }
}

function isButton(item) { return item.hasOwnProperty("down") && item.hasOwnProperty("pressX"); }
function isText(item) { return item.hasOwnProperty("truncated") && item.hasOwnProperty("lineCount"); }

/// A strip that scrolls sideways holds what lies outside the window until it is scrolled to.
function inStrip(item) {
    for (let up = item.parent; up; up = up.parent) {
        if (up.hasOwnProperty("contentX") && up.contentWidth > up.width + 1) return true;
    }
    return false;
}

function find(item, name) {
    if (item.objectName === name) return item;
    for (let i = 0; i < item.children.length; ++i) {
        const found = find(item.children[i], name);
        if (found) return found;
    }
    return null;
}
