namespace Nvr.Storage;

/// <summary>Makes a new index of a volume from its files alone (<c>nvrd rebuild-index</c>); the old one is kept aside.</summary>
public static class IndexRebuilder
{
    /// <summary>Takes the volume's lock while it runs. The report lists files that could not be used.</summary>
    public static CheckReport Run(string volumePath, StorageJournal? journal = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
