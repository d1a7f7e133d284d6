namespace Nvr.Web.Box;

/// <summary>Has the box begin anew. Thread-safe.</summary>
public interface IFactoryReset
{
    /// <summary>
    /// Settings go at the next start of the program, which begins when this has returned; whatever is being written ends as at every stop. Durable when it returns; <see cref="Nvr.Core.NvrException"/> (Storage) where the disk
    /// does not take it: nothing happens then.
    /// </summary>
    /// <param name="eraseRecordings">Recordings go, too.</param>
    void Begin(bool eraseRecordings);
}
