namespace Nvr.Web.Exports;

/// <summary>A finished export to be sent. One reader at a time; dispose it.</summary>
public interface IExportFile : IDisposable
{
    /// <summary>Under which it is saved: of cameras' names, so anything at all.</summary>
    string Name { get; }

    string ContentType { get; }

    /// <summary>In bytes.</summary>
    long Length { get; }

    /// <summary>A strong entity tag with its quotes: equal tags mean equal bytes.</summary>
    string EntityTag { get; }

    /// <summary>Writes bytes [offset, offset + count); throws <see cref="Nvr.Core.NvrException"/> when the disk cannot be read, or the recordings changed meanwhile.</summary>
    Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation);
}
