using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Nvr.Board.Snmp.Security;
using Nvr.Board.Snmp.Wire;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Sessions;

/// <summary>
/// Questions to one agent over UDP, one at a time. What does not come from its address and port is not seen. Thread-safe. Failures are NvrException: Unreachable when nobody
/// answers, Refused when the agent does not let the box in or does not let itself be changed, Protocol for an answer that goes in circles.
/// </summary>
internal sealed class SnmpSession : IDisposable
{
    /// <summary>The largest table that a switch of some floors has is that of the MACs; whatever is longer does not end.</summary>
    private const int MostRows = 20_000;

    private const int RowsAtOnce = 25;
    private const int MostBytes = 65_536;
    private const int MostLessons = 3;
    private const int TooBig = 1;
    private const int NoAccess = 6;
    private const int NotAuthorized = 16;

    private readonly IPEndPoint agent;
    private readonly SnmpPatience patience;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SnmpAccess access;
    private readonly byte[] buffer = new byte[MostBytes];
    private ISecurity security;
    private bool hasAnswered;

    public SnmpSession(ManagedSwitch target, SnmpPatience patience, TimeProvider time)
    {
        (agent, access) = (target.EndPoint, target.Access);
        (this.patience, this.time) = (patience, time);
        security = SecurityOf(access);
    }

    /// <summary>The values of the names, in their order; those that the agent does not have say so.</summary>
    public async Task<IReadOnlyList<SnmpValue>> GetAsync(IReadOnlyList<ObjectId> names, CancellationToken cancellation)
    {
        Pdu answer = await AskAsync(Pdu.Request(PduKind.Get, [.. names.Select(Binding.Ask)]), cancellation);
        if (answer.Bindings.Count != names.Count)
        {
            throw new NvrException(ErrorKind.Protocol, "The switch answered something else than it was asked.");
        }
        return [.. answer.Bindings.Select(b => b.Value)];
    }

    /// <summary>Everything below a name, in order; nothing where the agent has nothing there.</summary>
    public async Task<IReadOnlyList<Binding>> WalkAsync(ObjectId root, CancellationToken cancellation)
    {
        var found = new List<Binding>();
        ObjectId at = root;
        int rows = RowsAtOnce;
        while (true)
        {
            Pdu answer = await AskAsync(Pdu.Bulk(at, rows), cancellation);
            if (answer.ErrorStatus == TooBig && rows > 1)
            {
                rows /= 2;
                continue;
            }
            foreach (Binding binding in answer.Bindings)
            {
                if (!binding.Name.IsBelow(root) || !binding.Value.IsThere)
                {
                    return found;
                }
                if (binding.Name.CompareTo(at) <= 0 || found.Count == MostRows)
                {
                    throw new NvrException(ErrorKind.Protocol, "The switch tells a table that does not end.");
                }
                found.Add(binding);
                at = binding.Name;
            }
            if (answer.Bindings.Count == 0 || answer.ErrorStatus != 0)
            {
                return found;
            }
        }
    }

    public async Task SetAsync(ObjectId name, int value, CancellationToken cancellation)
    {
        Pdu answer = await AskAsync(Pdu.Request(PduKind.Set, [new Binding(name, SnmpValue.Of(value))]), cancellation);
        if (answer.ErrorStatus != 0)
        {
            throw new NvrException(
                ErrorKind.Refused, $"The switch does not let {access} change anything. Give the box one that may write.");
        }
    }

    public void Dispose() => turn.Dispose();

    private ISecurity SecurityOf(SnmpAccess of) => of.UserName is null ? new CommunitySecurity(of.Community ?? "") : new UserSecurity(of, time);

    private async Task<Pdu> AskAsync(Pdu request, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            Pdu answer = await ExchangeAsync(request, cancellation) ?? throw await SilenceAsync(cancellation);
            return answer.ErrorStatus is NoAccess or NotAuthorized && request.Kind != PduKind.Set
                ? throw new NvrException(ErrorKind.Refused, $"The switch at {agent} does not let {access} read this.")
                : answer;
        }
        catch (SocketException e)
        {
            throw new NvrException(
                ErrorKind.Unreachable,
                e.SocketErrorCode == SocketError.ConnectionRefused
                    ? $"Nothing answers to SNMP at {agent}. Switch SNMP on in the settings of the switch, or correct the address."
                    : $"The switch at {agent} cannot be reached: {e.Message}.",
                e);
        }
        finally
        {
            turn.Release();
        }
    }

    // Another socket for each question: answers to earlier ones, and to those who guess, go nowhere.
    private async Task<Pdu?> ExchangeAsync(Pdu request, CancellationToken cancellation)
    {
        using var socket = new Socket(agent.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(agent, cancellation);
        int lessons = 0;
        for (int tried = 0; tried < patience.Tries;)
        {
            int id = RandomNumberGenerator.GetInt32(1, int.MaxValue);
            await socket.SendAsync(security.Wrap(request, id), cancellation);
            Verdict verdict = await WaitAsync(socket, security, id, cancellation);
            if (verdict.Answer is { } answer)
            {
                hasAnswered = true;
                return answer;
            }
            if (!verdict.SendAgain || ++lessons > MostLessons)
            {
                tried++;
            }
        }
        return null;
    }

    private async Task<Verdict> WaitAsync(Socket socket, ISecurity by, int id, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience.Wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            while (true)
            {
                int length = await socket.ReceiveAsync(buffer, either.Token);
                Verdict verdict = by.Judge(buffer.AsMemory(0, length), id);
                if (verdict != Verdict.Ignore)
                {
                    return verdict;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Verdict.Ignore;
        }
    }

    // An agent says nothing to a wrong community, and often nothing to what it cannot decrypt; to somebody who asks who it is, it does.
    private async Task<NvrException> SilenceAsync(CancellationToken cancellation)
    {
        if (hasAnswered)
        {
            // It may come back as another one, which has to be asked who it is.
            security = SecurityOf(access);
            return new NvrException(ErrorKind.Unreachable, $"The switch at {agent} does not answer any more. Check its power and its cable.");
        }
        if (access.EncryptionPassword is not null && security.KnowsAgent)
        {
            return new NvrException(
                ErrorKind.Unreachable,
                $"The switch at {agent} does not answer what is encrypted for {access.UserName}. The encryption password may be another one, or it encrypts with something else than AES-128.");
        }
        return access.UserName is null && await IsAgentThereAsync(cancellation)
            ? new NvrException(ErrorKind.Refused, $"The switch at {agent} does not answer to this community. It may be another one, or the switch lets other addresses in.")
            : new NvrException(ErrorKind.Unreachable, $"The switch at {agent} does not answer. Check its address, and that SNMP {(access.UserName is null ? "version 2c" : "version 3")} is switched on.");
    }

    /// <summary>Asks as version 3 does at first, when it knows no engine and names no user.</summary>
    private async Task<bool> IsAgentThereAsync(CancellationToken cancellation)
    {
        var stranger = new UserSecurity(new SnmpAccess(), time);
        using var socket = new Socket(agent.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(agent, cancellation);
        int id = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        await socket.SendAsync(stranger.Wrap(Pdu.Request(PduKind.Get, []), id), cancellation);
        await WaitAsync(socket, stranger, id, cancellation);
        return stranger.KnowsAgent;
    }
}
