using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using Nvr.Core;
using Nvr.Core.Auth;
using Nvr.Core.Time;

namespace Nvr.Rtsp.Connection;

/// <summary>TLS over a link, driven by its reader (see <see cref="PumpedStream"/>). Owns the link.</summary>
internal sealed class TlsLink : IByteLink
{
    // A TLS record carries at most this much (RFC 8446 section 5.1), and each read returns one record.
    private const int RecordBytes = 16 * 1024;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly byte[] plain = ArrayPool<byte>.Shared.Rent(RecordBytes);
    private readonly IByteLink link;
    private readonly PumpedStream pump;
    private readonly SslStream tls;
    private ValueTask<int> pending;
    private bool isPending;
    private int start;
    private int end;

    private TlsLink(IByteLink link)
    {
        this.link = link;
        pump = new PumpedStream(link);
        tls = new SslStream(pump, leaveInnerStreamOpen: false);
    }

    /// <summary>Shakes hands within the timeout. On failure the link is disposed.</summary>
    public static async Task<TlsLink> OpenAsync(
        IByteLink link, string host, CertificatePin pin, BoxClock clock, TimeSpan timeout, CancellationToken cancel)
    {
        var result = new TlsLink(link);
        try
        {
            Task handshake = result.tls.AuthenticateAsClientAsync(pin.OptionsFor(host), cancel);
            await result.PumpUntilAsync(handshake, clock.MonotonicUs + (long)timeout.TotalMicroseconds, clock, cancel).ConfigureAwait(false);
            await handshake.ConfigureAwait(false);
            return result;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            result.Dispose();
            throw pin.Mismatch ? CertificatePin.Refusal() : NoAgreement(e);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    public int Read(Span<byte> destination)
    {
        pump.Pump();
        int total = 0;
        while (total < destination.Length && (start < end || TryDecrypt()))
        {
            int count = Math.Min(destination.Length - total, end - start);
            plain.AsSpan(start, count).CopyTo(destination[total..]);
            start += count;
            total += count;
        }
        return total;
    }

    public int Write(ReadOnlySpan<byte> source)
    {
        try
        {
            // Done at once unless the camera renegotiates, in which case a later read carries it on.
            Task write = tls.WriteAsync(source.ToArray()).AsTask();
            if (write.IsCompleted)
            {
                write.GetAwaiter().GetResult();
            }
            return source.Length;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            throw Broken(e);
        }
    }

    public void Dispose()
    {
        tls.Dispose();
        link.Dispose();
        if (!isPending)
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private async Task PumpUntilAsync(Task handshake, long deadlineUs, BoxClock clock, CancellationToken cancel)
    {
        while (!handshake.IsCompleted)
        {
            if (!pump.Pump())
            {
                await Task.Delay(PollInterval, cancel).ConfigureAwait(false);
            }
            if (clock.MonotonicUs >= deadlineUs && !handshake.IsCompleted)
            {
                throw LinkFailure.NoAnswer();
            }
        }
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "Kept until it is complete, then consumed once.")]
    private bool TryDecrypt()
    {
        try
        {
            if (!isPending)
            {
#pragma warning disable CA2012 // Kept across drains, and consumed exactly once: isPending says whether it still may be.
                pending = tls.ReadAsync(plain.AsMemory(0, RecordBytes));
#pragma warning restore CA2012
                isPending = true;
            }
            if (!pending.IsCompleted)
            {
                return false;
            }
            isPending = false;
            start = 0;
            end = pending.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            throw Broken(e);
        }
        return end > 0 ? true : throw LinkFailure.Closed();
    }

    private static NvrException Broken(Exception cause) =>
        new(ErrorKind.Unreachable, "The encrypted connection to the camera broke. It may be restarting.", cause);

    private static NvrException NoAgreement(Exception cause) => new(
        ErrorKind.Protocol,
        "The camera and the recorder cannot agree on encryption. Check that the port is the camera's RTSPS port, or use rtsp:// instead.",
        cause);
}
