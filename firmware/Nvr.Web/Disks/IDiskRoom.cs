namespace Nvr.Web.Disks;

/// <summary>
/// The disks in the bays as the page shows them, and what an administrator may have done with them. Thread-safe; reading never blocks. What takes long is begun and told in
/// <see cref="DisksView.Work"/>; one thing at a time. Failures are <see cref="Nvr.Core.NvrException"/> in words: Unsupported on a box without bays, NotFound, InvalidInput for a
/// confirmation that does not fit, Refused for the system's own disk, Conflict for what is in use and while something else is being done.
/// </summary>
public interface IDiskRoom
{
    DisksView Read();

    /// <summary>Makes one volume of blank disks: joins them, puts a file system onto them, and records there.</summary>
    void Create(NewVolume wish);

    /// <summary>Takes a volume of an earlier recorder, with the footage on it, into use. Nothing on it is erased.</summary>
    void Adopt(string volume, string name);

    /// <summary>Ends a volume, this box's or a foreign one; its footage is gone and its disks are blank.</summary>
    /// <param name="volume">Its id.</param>
    /// <param name="confirmation">Its name, typed by the person who wants it.</param>
    void Delete(string volume, string? confirmation);

    /// <summary>Makes a disk blank.</summary>
    /// <param name="disk">Its id.</param>
    /// <param name="confirmation">Its serial number, typed by the person who wants it.</param>
    void Erase(string disk, string? confirmation);

    /// <summary>Gives an array a disk that waits until one fails.</summary>
    void AddSpare(string volume, string disk);

    /// <summary>Compares the disks of an array.</summary>
    void Check(string volume);

    /// <summary>Lets the light of a bay blink for some minutes, or stops it.</summary>
    void Locate(string bay, bool on);

    /// <summary>Puts a disk into a bay of a simulated board, or pulls the one that is in it where <paramref name="bytes"/> is 0.</summary>
    void Plug(string bay, long bytes);
}
