using System.Text.Json;
using Nvr.Core;
using Nvr.Network.Applying;
using Nvr.Network.Settings;

namespace Nvr.Network.Trying;

/// <summary>The recorder's side of <see cref="RunPlaces"/>: leaves wishes and reads what became of them. Thread-safe.</summary>
internal sealed class WishDrop(RunPlaces places)
{
    /// <summary>The answer to the last wish, or of the start; null on a machine whose networks are set up otherwise.</summary>
    public AppliedFile? Read()
    {
        try
        {
            return StrictFile.Read(places.Applied, NetworkJson.Default.AppliedFile);
        }
        catch (NvrException)
        {
            // Written whole by a rename; what cannot be read is not there as far as anybody can act on it.
            return null;
        }
    }

    /// <summary>Storage where it cannot be left.</summary>
    public void Leave(WishFile wish)
    {
        try
        {
            WishFolder.Put(places.Draft, places.Wish, JsonSerializer.SerializeToUtf8Bytes(wish, NetworkJson.Default.WishFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The networks cannot be set up just now: {failure.Message}", failure);
        }
    }
}
