using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Web.Box;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A box that notes that it was to begin anew.</summary>
public sealed class FakeReset : IFactoryReset
{
    public ConcurrentQueue<bool> Begun { get; } = new();

    public bool Fails { get; set; }

    public void Begin(bool eraseRecordings)
    {
        if (Fails)
        {
            throw new NvrException(ErrorKind.Storage, "The settings cannot be reset: the disk is full.");
        }
        Begun.Enqueue(eraseRecordings);
    }
}
