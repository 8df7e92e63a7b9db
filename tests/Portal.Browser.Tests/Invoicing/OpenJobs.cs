using Microsoft.EntityFrameworkCore;
using Portal.Browser.Tests.Harness;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Browser.Tests.Invoicing;

/// <summary>Puts jobs with something to invoice into the database of a running portal.</summary>
internal static class OpenJobs
{
    /// <summary>The numbers of the jobs, all of the client of a contact.</summary>
    public static async Task<IReadOnlyList<string>> AddAsync(PortalProcess portal, string contactEmail, params IReadOnlyList<string> names)
    {
        await using var db = portal.OpenDatabase();
        var client = await db.Clients.FirstAsync(c => c.Contacts.Any(p => p.Email == contactEmail));
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == client.LegalEntityId);
        var tax = await db.TaxCodes.FirstAsync(c => c.LegalEntityId == entity.Id);
        var account = await db.GlAccounts.FirstAsync(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income);
        var numbers = new List<string>();
        await using var transaction = await db.BeginWriteAsync(default);
        foreach (var name in names)
        {
            var number = (await db.TakeNumberAsync(entity.Id, NumberedDocument.Job, entity.Today(TimeProvider.System), default)).Value;
            var job = new Job(entity.Id, client.Id, number, name, client.Currency, TimeProvider.System.GetUtcNow().UtcDateTime);
            job.Order(new JobLine { JobId = job.Id, Description = name, Quantity = 2, UnitPrice = 50, TaxCodeId = tax.Id, GlAccountId = account.Id }.Priced());
            db.Jobs.Add(job);
            numbers.Add(number);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return numbers;
    }
}
