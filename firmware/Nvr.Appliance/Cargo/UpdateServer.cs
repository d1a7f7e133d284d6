using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Authentication;
using Nvr.Board;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Appliance.Cargo;

/// <summary>
/// Asks servers for updates: encrypted, their certificates checked by the system's authorities, and never one that <see cref="UpdateAddress"/> refuses, to which a name may lead by now or a server may lead on. Every connection is
/// made to an address that was looked at. Thread-safe; failures are <see cref="NvrException"/> in words.
/// </summary>
/// <param name="board">Whose cameras' networks are not asked; a simulated one may be its own server.</param>
internal sealed class UpdateServer(BoardDescription board)
{
    private const int MostLeads = 5;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    public async Task<ServedUpdate> OpenAsync(Uri from, CancellationToken cancellation)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectLimit,
            ConnectCallback = ConnectAsync,
        }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            for (int leads = 0; leads <= MostLeads; leads++)
            {
                HttpResponseMessage answer = await AskAsync(client, from, cancellation);
                if (!IsLead(answer.StatusCode))
                {
                    return await OpenAsync(client, answer, from.Host, cancellation);
                }
                Uri? next = answer.Headers.Location;
                answer.Dispose();
                from = UpdateAddress.Next(from, next);
            }
            throw new NvrException(ErrorKind.Refused, $"{from.Host} leads on and on to other addresses.");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static bool IsLead(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, Uri from, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(AnswerLimit);
        try
        {
            return await client.GetAsync(from, HttpCompletionOption.ResponseHeadersRead, late.Token);
        }
        catch (HttpRequestException failure)
        {
            throw failure.InnerException is NvrException told ? told : Failure(from.Host, failure);
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw Failure(from.Host, silent);
        }
    }

    private static NvrException Failure(string host, Exception cause) => cause.InnerException is AuthenticationException
        ? new NvrException(ErrorKind.Refused, $"The certificate of {host} is not one that can be trusted, or is for another server.", cause)
        : new NvrException(ErrorKind.Unreachable, $"{host} does not answer.", cause) { NextStep = "Check the address, and whether the recorder's network has a way to it." };

    private static async Task<ServedUpdate> OpenAsync(HttpClient client, HttpResponseMessage answer, string host, CancellationToken cancellation)
    {
        try
        {
            if (!answer.IsSuccessStatusCode)
            {
                throw new NvrException(ErrorKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"{host} has no update at this address: it answers with {(int)answer.StatusCode}."));
            }
            long length = answer.Content.Headers.ContentLength ?? throw new NvrException(ErrorKind.Protocol, $"{host} does not say how large the update is, so that nobody can tell whether there is room for it.");
            return new ServedUpdate(client, answer, await answer.Content.ReadAsStreamAsync(cancellation), length);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        IPAddress[] found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        if (!board.Simulated)
        {
            UpdateAddress.RequireElsewhere(context.DnsEndPoint.Host, found, CameraAddressRule.IsOwn, CameraNetworks());
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private IPNetwork[] CameraNetworks() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces().Where(i => board.CameraNetworks.Contains(i.Name)).SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => NetworkOf(a.Address, a.PrefixLength)),
    ];

    private static IPNetwork NetworkOf(IPAddress address, int prefixLength)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = prefixLength; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }
        return new IPNetwork(new IPAddress(bytes), prefixLength);
    }
}
