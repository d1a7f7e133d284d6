namespace Nvr.Storage.Events;

/// <summary>By which index rows are read, and what its first columns must be: a condition, and the values that it takes from $20 on.</summary>
internal sealed record EventLane(string Index, string Condition, params object[] Values)
{
    public static EventLane ByTime { get; } = new("events_by_time", "");

    public static EventLane AmongLong { get; } = new("events_long", EventTables.IsLong + " AND");

    public static EventLane OfCamera(long camera) => new("events_by_camera", "e.camera_id = $20 AND", camera);
}
