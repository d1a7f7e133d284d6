namespace Nvr.Storage.Retention;

/// <summary>How long and how much of one camera is kept; null is no bound.</summary>
internal sealed record RetentionPolicy(int? Days, long? Bytes, int? EventDays)
{
    public static readonly RetentionPolicy KeepAll = new(null, null, null);
}
