namespace Nvr.Storage.Index;

/// <summary>Keys of the <c>meta</c> table.</summary>
internal static class IndexMeta
{
    /// <summary>The highest segment id ever indexed: ids are not used twice, even when the segment is gone.</summary>
    public const string HighestId = "highest_id";

    /// <summary>The volume that the index belongs to.</summary>
    public const string VolumeId = "volume_id";

    /// <summary>"1" while a store has the index open: finding it at opening means that the last one did not end in order.</summary>
    public const string InUse = "in_use";

    /// <summary>"1" while rows are still being made from the files.</summary>
    public const string Rebuilding = "rebuilding";

    /// <summary>"1" when every event has its bits; until then searches read rows.</summary>
    public const string BitsComplete = "event_bits";

    /// <summary>Of an index that an earlier nvrd wrote: the number of the last event whose bits were made.</summary>
    public const string BitsAt = "event_bits_at";

    /// <summary>What <see cref="Forget"/> begins with.</summary>
    public const string ForgetPrefix = "forget:";

    /// <summary>"1" while the footage of a camera is being deleted for good; survives a restart.</summary>
    public static string Forget(Core.CameraId camera) => ForgetPrefix + camera;
}
