namespace Nvr.Storage.Events;

/// <summary>By which index a search goes, and for which value of its first columns.</summary>
internal readonly record struct EventLane(string Index, string Condition, long First, long Second)
{
    public static EventLane ByTime { get; } = new("events_by_time", "", 0, 0);

    public static EventLane OfCamera(long camera) => new("events_by_camera", "e.camera_id = $10 AND", camera, 0);

    public static EventLane OfKind(long kind, long objectClass) => new("events_by_kind", "e.kind = $10 AND e.object = $11 AND", kind, objectClass);

    /// <summary>The same search among the long events alone.</summary>
    public EventLane AmongLong => this with { Index = "events_long", Condition = Condition + " " + EventTables.IsLong + " AND" };
}
