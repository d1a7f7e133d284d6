namespace Nvr.Storage;

/// <summary>Compares the files of a volume with its index and reads every fragment (<c>nvrd check</c>).</summary>
public static class VolumeCheck
{
    /// <summary>Takes the volume's lock while it runs: Conflict when an nvrd uses it; NotFound when there is no volume.</summary>
    public static CheckReport Run(string volumePath, CancellationToken cancellation = default) => throw new NotSupportedException();
}
