namespace Nvr.Export.Writing;

/// <summary>Where the files beside the movies go. One thread; failures are <see cref="Nvr.Core.NvrException"/>.</summary>
internal interface IDocumentFolder
{
    string Name { get; }

    /// <summary>Replaces or makes a file, at once or not at all.</summary>
    void Write(string name, byte[] content);

    void Delete(string name);

    /// <summary>Gives up whatever room was kept back for a last word.</summary>
    void ReleaseReserve();
}
