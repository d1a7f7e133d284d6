using System.Threading.Channels;
using Nvr.Onvif.Discovery.Leases;

namespace Nvr.Onvif.Tests.Discovery.Leases;

/// <summary>Leases that a test gives out.</summary>
internal sealed class FixedLeases : ILeaseTable
{
    private readonly Channel<bool> changed = Channel.CreateUnbounded<bool>();
    private volatile Lease[] given = [];

    public void Give(params Lease[] leases)
    {
        given = leases;
        changed.Writer.TryWrite(true);
    }

    public IReadOnlyList<Lease> Read() => given;

    public async Task WaitForChangeAsync(CancellationToken cancellation) => await changed.Reader.ReadAsync(cancellation);
}
