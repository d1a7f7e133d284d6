using Nvr.Adoption.Devices;

namespace Nvr.Adoption.Healing;

/// <summary>Where healing writes down what it does. Called by one thread at a time; must not block long and must not fail.</summary>
public interface IHealingJournal
{
    /// <summary>A step was taken, or tried in vain.</summary>
    void OnStep(HealingNote note);

    /// <summary>All that a day allows, or all that there is, has been done, and the device is still ill. Told once a day.</summary>
    void OnGivenUp(DeviceId device, string names, HealingHold why);

    /// <summary>It is well again after at least one step, or after it was given up.</summary>
    void OnRecovered(DeviceId device, string names);
}
