namespace Nvr.Web.Cargo;

/// <summary>
/// Signed updates over the network, by the same rules as those on USB keys. One that was sent lies on the box until it is installed, another one is sent, it is dropped, or the program starts anew; how the installation goes is
/// told in <see cref="CargoView.Update"/>. Thread-safe. Failures are <see cref="Nvr.Core.NvrException"/> in words: Refused for what the policy does not allow or is not signed, Exhausted where there is no room for it,
/// InvalidInput for a wrong confirmation, Unsupported for what is damaged, for another kind of box or older than what runs, NotFound where none was sent, Conflict while one is being sent or installed.
/// </summary>
public interface IUpdateRoom
{
    /// <summary>Takes an update that is being sent, and has it looked at. Room is looked for before anything is read; what is refused does not stay.</summary>
    Task<SentUpdate> TakeAsync(Stream content, long length, CancellationToken cancellation);

    /// <summary>The update that is being fetched from a server, or was last; null where none was, or it was dropped or installed.</summary>
    UpdateFetchView? Fetch { get; }

    /// <summary>Begins to fetch an update, as if it were sent; told in <see cref="Fetch"/>. InvalidInput for an address that is none, or not encrypted, Conflict while one is being fetched or installed.</summary>
    void BeginFetch(string? address);

    /// <summary>Stops fetching; nothing happens where nothing is fetched.</summary>
    void CancelFetch();

    /// <summary>Begins to install the one that was sent.</summary>
    /// <param name="confirm">Its version.</param>
    Task InstallAsync(string? confirm, CancellationToken cancellation);

    /// <summary>Forgets the one that was sent; Conflict while it is being installed.</summary>
    void Drop();
}
