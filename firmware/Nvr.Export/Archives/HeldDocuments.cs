using Nvr.Export.Writing;

namespace Nvr.Export.Archives;

/// <summary>The files beside the movies while they are held in memory. One thread.</summary>
internal sealed class HeldDocuments(string name) : IDocumentFolder
{
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public string Name => name;

    public IReadOnlyDictionary<string, byte[]> Files => files;

    public void Write(string name, byte[] content) => files[name] = content;

    public void Delete(string name) => files.Remove(name);

    public void ReleaseReserve()
    {
        // Memory keeps nothing back.
    }
}
