using System.Globalization;
using System.Net;
using Nvr.Core;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Transport;

namespace Nvr.Rtsp.Session;

/// <summary>Sends SETUP for each chosen track and finds the transport and the addresses that the camera takes.</summary>
internal sealed class TrackSetup(RtspDialogue dialogue, ChannelMap channels, TrackChoice tracks, TcpLink link, string moreHeaders)
{
    /// <summary>Tries the transports in order, each with the bases in order. Video must succeed; audio is dropped when refused.</summary>
    public async Task<(MediaPath Path, ControlBase Base)> RunAsync(
        IReadOnlyList<RtspTransportKind> kinds, IReadOnlyList<ControlBase> bases, CancellationToken cancel)
    {
        RtspMessage? refusal = null;
        foreach (RtspTransportKind kind in kinds)
        {
            foreach (ControlBase controlBase in bases)
            {
                var path = new MediaPath(kind, channels);
                try
                {
                    refusal = await TryAsync(tracks.Chosen[0], path, controlBase, cancel).ConfigureAwait(false);
                    if (refusal is null)
                    {
                        await SetUpRestAsync(path, controlBase, cancel).ConfigureAwait(false);
                        return (path, controlBase);
                    }
                }
                catch
                {
                    path.Dispose();
                    throw;
                }
                if (!MayBeAddress(refusal.Status))
                {
                    break;
                }
            }
            if (!MayBeTransport(refusal!.Status))
            {
                break;
            }
        }
        throw Refusal.From("SETUP", refusal!);
    }

    // Cameras say 400 for either; 461 is the code for transports.
    private static bool MayBeTransport(int status) => status is 400 or 406 or 461 or 501;

    private static bool MayBeAddress(int status) => status is 400 or 404 or 451 or 454;

    private async Task SetUpRestAsync(MediaPath path, ControlBase controlBase, CancellationToken cancel)
    {
        foreach (ChosenTrack track in tracks.Chosen.Skip(1).ToArray())
        {
            RtspMessage? refusal = await TryAsync(track, path, controlBase, cancel).ConfigureAwait(false);
            if (refusal is not null)
            {
                tracks.Drop(track, Refusal.From("SETUP", refusal).Message);
            }
        }
    }

    private Task<RtspMessage?> TryAsync(ChosenTrack track, MediaPath path, ControlBase controlBase, CancellationToken cancel)
    {
        string url = controlBase.For(track.Section.Control);
        return path.Kind switch
        {
            RtspTransportKind.Udp => TryUdpAsync(path, url, cancel),
            RtspTransportKind.Multicast => TryMulticastAsync(track, path, url, cancel),
            _ => TryTcpAsync(track.Track.Index, path, url, cancel),
        };
    }

    private async Task<RtspMessage?> TryTcpAsync(int index, MediaPath path, string url, CancellationToken cancel)
    {
        int channel = index * 2;
        RtspMessage reply = await AskAsync(url, $"RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}", cancel).ConfigureAwait(false);
        if (!reply.Succeeded)
        {
            return reply;
        }
        (int media, int control) = new TransportHeader(reply["Transport"]).Interleaved ?? (channel, channel + 1);
        channels.Set(index, media, control);
        path.Add(url, null);
        return null;
    }

    private async Task<RtspMessage?> TryUdpAsync(MediaPath path, string url, CancellationToken cancel)
    {
        UdpTrackPort port = UdpTrackPort.OpenUnicast(link.Local.Address, link.Remote.Address);
        try
        {
            string offer = string.Create(CultureInfo.InvariantCulture, $"RTP/AVP;unicast;client_port={port.LocalPort}-{port.LocalPort + 1}");
            RtspMessage reply = await AskAsync(url, offer, cancel).ConfigureAwait(false);
            if (!reply.Succeeded)
            {
                port.Dispose();
                return reply;
            }
            Connect(port, new TransportHeader(reply["Transport"]));
            path.Add(url, port);
            return null;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    private async Task<RtspMessage?> TryMulticastAsync(ChosenTrack track, MediaPath path, string url, CancellationToken cancel)
    {
        RtspMessage reply = await AskAsync(url, "RTP/AVP;multicast", cancel).ConfigureAwait(false);
        if (!reply.Succeeded)
        {
            return reply;
        }
        var transport = new TransportHeader(reply["Transport"]);
        (int port, int control) = transport.Port ?? (track.Section.Port, track.Section.Port + 1);
        if (port == 0 || !IPAddress.TryParse(transport.Destination ?? track.Section.Address, out IPAddress? group) || !IsGroup(group))
        {
            throw new NvrException(ErrorKind.Refused, "The camera does not offer multicast. Choose TCP in the camera's settings.");
        }
        path.Add(url, UdpTrackPort.OpenMulticast(group, link.Local.Address, Address(transport.Source ?? track.Section.Source), port, control));
        return null;
    }

    private Task<RtspMessage> AskAsync(string url, string transport, CancellationToken cancel) =>
        AskNotedAsync(url, $"Transport: {transport}\r\n{moreHeaders}", cancel);

    private async Task<RtspMessage> AskNotedAsync(string url, string lines, CancellationToken cancel)
    {
        RtspMessage reply = await dialogue.AskAsync("SETUP", url, lines, cancel).ConfigureAwait(false);
        if (reply.Succeeded)
        {
            dialogue.NoteSession(reply);
        }
        return reply;
    }

    // Datagrams count from the address that the camera names if that is one of its kind, else from where it was reached.
    private void Connect(UdpTrackPort port, TransportHeader transport)
    {
        IPAddress sender = Address(transport.Source) is { } source && source.AddressFamily == link.Remote.AddressFamily
            ? source
            : link.Remote.Address;
        if (transport.ServerPort is (int media, int control))
        {
            port.Connect(sender, media, control);
        }
    }

    private static IPAddress? Address(string? text) =>
        IPAddress.TryParse(text, out IPAddress? address) && !address.Equals(IPAddress.Any) ? address : null;

    private static bool IsGroup(IPAddress address) => address.IsIPv6Multicast || address.GetAddressBytes() is [>= 224 and < 240, _, _, _];
}
