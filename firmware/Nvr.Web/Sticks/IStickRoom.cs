namespace Nvr.Web.Sticks;

/// <summary>
/// The USB sticks in the box and the export to them. Thread-safe; reading never blocks. An export is begun and told in <see cref="SticksView.Export"/>; one at a time. Failures are
/// <see cref="Nvr.Core.NvrException"/> in words: NotFound for a stick or camera that is not there, InvalidInput, Conflict while another export runs or where it is not clear which
/// stick is meant, Refused for one that cannot be used.
/// </summary>
public interface IStickRoom
{
    SticksView Read();

    /// <summary>Begins to write an export, which ends with the stick flushed, unmounted and powered off.</summary>
    /// <param name="wantedBy">A user's name, or the front panel.</param>
    void Begin(StickWish wish, string wantedBy);

    /// <summary>Ends the export that runs; what was written of it stays, flagged as incomplete. Nothing happens when none runs.</summary>
    void Cancel();

    /// <summary>Flushes, unmounts and powers off a stick.</summary>
    Task ReleaseAsync(string stick, CancellationToken cancellation);

    /// <summary>Changes what the export button writes.</summary>
    void Change(StickPolicy policy);

    /// <summary>Plugs a stick into a simulated board; returns its id. Unsupported on any other, as the next two.</summary>
    string Plug(MadeUpStick stick);

    /// <summary>Pulls a stick out of a simulated board, whoever uses it.</summary>
    void Pull(string stick);

    /// <summary>Plugs in again what was pulled; returns its new id.</summary>
    string Return(string stick);
}
