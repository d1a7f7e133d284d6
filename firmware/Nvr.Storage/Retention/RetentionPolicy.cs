namespace Nvr.Storage.Retention;

/// <summary>How long and how much of one camera is kept; null is no bound.</summary>
internal sealed record RetentionPolicy(int? Days, long? Bytes, int? EventDays)
{
    /// <summary>How much before an event is kept with it.</summary>
    public long PreEventUs { get; init; }

    /// <summary>How much after an event is kept with it.</summary>
    public long PostEventUs { get; init; }

    public static readonly RetentionPolicy KeepAll = new(null, null, null);
}
