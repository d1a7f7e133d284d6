using Nvr.Board.Snmp.Wire;
using Nvr.Core;

namespace Nvr.Board.Snmp.Security;

/// <summary>Version 2c, which has none: the community goes in plain words. Agents say nothing to a wrong one.</summary>
internal sealed class CommunitySecurity(string community) : ISecurity
{
    public bool KnowsAgent => false;

    public byte[] Wrap(Pdu request, int id) => new CommunityMessage(community, request with { RequestId = id }).Write();

    public Verdict Judge(ReadOnlyMemory<byte> datagram, int id)
    {
        try
        {
            CommunityMessage message = CommunityMessage.Read(datagram);
            return message.Community == community && message.Pdu.Kind == PduKind.Response && message.Pdu.RequestId == id ? new Verdict(message.Pdu, false) : Verdict.Ignore;
        }
        catch (NvrException)
        {
            return Verdict.Ignore;
        }
    }
}
