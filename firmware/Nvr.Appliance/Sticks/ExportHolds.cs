using Nvr.Core;
using Nvr.Storage;

namespace Nvr.Appliance.Sticks;

/// <summary>Keeps what is being exported from being deleted as too old meanwhile. Thread-safe; changes block on the disk and throw Storage when it does not take them.</summary>
internal sealed class ExportHolds(IFootageReader footage)
{
    /// <summary>Who protects it: no person, so that nobody takes these for marks.</summary>
    public const string Owner = "export in progress";

    /// <summary>Protects all ranges until disposed.</summary>
    public IDisposable Take(WantedExport wanted) =>
        new Taken(footage, [.. wanted.Ranges.SelectMany(camera => camera.Value.Select(range => footage.AddHold(camera.Key, range, "It is being written to a USB key.", Owner).Id))]);

    /// <summary>After a start: an export that a power cut ended protects nothing any more.</summary>
    public void DropLeftovers()
    {
        foreach (FootageHold left in footage.ListHolds().Where(h => h.CreatedBy == Owner))
        {
            footage.RemoveHold(left.Id);
        }
    }

    private sealed class Taken(IFootageReader footage, IReadOnlyList<long> ids) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                foreach (long id in ids)
                {
                    footage.RemoveHold(id);
                }
            }
            catch (NvrException)
            {
                // The recorder's disk is in trouble, which is told elsewhere; what stays is dropped at the next start. The export is none the worse.
            }
        }
    }
}
