namespace Portal.Business.Common;

/// <summary>Everything a role can be allowed to do. Default roles stand in <see cref="DefaultRoles"/>; administrators change them.</summary>
public static class Permissions
{
    public const string ClientsView = "clients.view";
    public const string ClientsEdit = "clients.edit";
    public const string ClientsImport = "clients.import";

    public const string CatalogView = "catalog.view";
    public const string CatalogEdit = "catalog.edit";

    public const string JobsView = "jobs.view";
    public const string JobsEdit = "jobs.edit";

    /// <summary>See and correct what jobs cost beside time (purchase costs, material, expenses), and their margin.</summary>
    public const string JobsCosts = "jobs.costs";

    /// <summary>See requests, visits and the planning.</summary>
    public const string InterventionsView = "interventions.view";

    /// <summary>Write requests, their lines and equipment, make quotes from them.</summary>
    public const string InterventionsEdit = "interventions.edit";

    /// <summary>Give visits a time and a technician; keep what the work is organised by: working hours, absences, task types, the own fields of jobs.</summary>
    public const string InterventionsPlan = "interventions.plan";

    /// <summary>Do the visits that one is planned for: start, report, parts, signature.</summary>
    public const string InterventionsDo = "interventions.do";

    /// <summary>Make, issue and send the invoice of a visit that one does, from its page; other invoices have permissions of their own.</summary>
    public const string InterventionsBill = "interventions.bill";

    public const string ContractsView = "contracts.view";

    /// <summary>Write contracts and amendments, activate, pause, renew and end them.</summary>
    public const string ContractsEdit = "contracts.edit";

    /// <summary>Send contracts to clients to be approved, and close their links.</summary>
    public const string ContractsSend = "contracts.send";

    /// <summary>Approve or refuse a contract on the client's behalf, with a reason.</summary>
    public const string ContractsApproveForClient = "contracts.approve-for-client";

    /// <summary>Run the billing of contracts, and let parked billings pass.</summary>
    public const string ContractsBill = "contracts.bill";

    /// <summary>Set how far a billing run may go without a person.</summary>
    public const string ContractsLimit = "contracts.limit";

    /// <summary>Index prices, and keep the tables of the indices.</summary>
    public const string ContractsIndex = "contracts.index";

    /// <summary>Enter one's own time.</summary>
    public const string TimesheetsOwn = "timesheets.own";

    /// <summary>See everybody's time and what it costs.</summary>
    public const string TimesheetsView = "timesheets.view";

    /// <summary>Approve time and take the approval back; say how it is rounded and billed.</summary>
    public const string TimesheetsApprove = "timesheets.approve";

    /// <summary>See tickets and prepaid hours.</summary>
    public const string HelpdeskView = "helpdesk.view";

    /// <summary>Write and answer tickets, and log time on them.</summary>
    public const string HelpdeskWork = "helpdesk.work";

    /// <summary>Set teams up, and correct prepaid hours.</summary>
    public const string HelpdeskManage = "helpdesk.manage";

    public const string QuotesView = "quotes.view";
    public const string QuotesEdit = "quotes.edit";
    public const string QuotesSend = "quotes.send";

    /// <summary>Approve or refuse a quote on the client's behalf, with a reason.</summary>
    public const string QuotesApproveForClient = "quotes.approve-for-client";

    public const string InvoicesView = "invoices.view";
    public const string InvoicesEdit = "invoices.edit";
    public const string InvoicesIssue = "invoices.issue";
    public const string InvoicesSend = "invoices.send";
    public const string InvoicesCredit = "invoices.credit";
    public const string InvoicesDelete = "invoices.delete";

    /// <summary>Mark an invoice as disputed by the client, and end the dispute.</summary>
    public const string InvoicesDispute = "invoices.dispute";

    /// <summary>Make due what a client holds back of an invoice, and take that back.</summary>
    public const string InvoicesRelease = "invoices.release";

    /// <summary>Invoice more than what is left to invoice of a job line; leaves a trace.</summary>
    public const string InvoicesOverInvoice = "invoices.over-invoice";

    public const string PaymentsView = "payments.view";
    public const string PaymentsRecord = "payments.record";
    public const string PaymentsReverse = "payments.reverse";

    /// <summary>Import statements of our bank accounts and say how their files are read.</summary>
    public const string PaymentsImport = "payments.import";

    /// <summary>Send reminders of overdue invoices, stop them for a client, and turn their interest and fees into a proforma.</summary>
    public const string RemindersSend = "reminders.send";

    /// <summary>Give up small differences, within the limit of the company.</summary>
    public const string PaymentsWriteOff = "payments.write-off";

    /// <summary>Record money given back to clients.</summary>
    public const string PaymentsRefund = "payments.refund";

    public const string AccountingView = "accounting.view";
    public const string AccountingTransfer = "accounting.transfer";

    /// <summary>Lock periods of the books, open them again, and name who may still book there.</summary>
    public const string AccountingLock = "accounting.lock";

    public const string MailView = "mail.view";
    public const string MailManage = "mail.manage";

    public const string ReportsView = "reports.view";

    /// <summary>Let everybody who may see a list use one's saved view of it, and put the shared ones in order.</summary>
    public const string ViewsShare = "views.share";

    public const string SettingsManage = "settings.manage";
    public const string UsersManage = "users.manage";
    public const string AuditView = "audit.view";
    public const string SchedulerManage = "scheduler.manage";

    /// <summary>Use the client portal: see one's own clients' quotes, invoices and documents.</summary>
    public const string PortalUse = "portal.use";

    /// <summary>Approve quotes and contracts, and pay invoices, in the client portal.</summary>
    public const string PortalAct = "portal.act";

    /// <summary>All permissions, in the order in which the administration page shows them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(Permissions).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!),
    ];

    public static bool IsForClients(string permission) => permission.StartsWith("portal.", StringComparison.Ordinal);
}

/// <summary>The roles of a new installation and what each may do.</summary>
public static class DefaultRoles
{
    public const string Administrator = "Administrator";
    public const string Manager = "Manager";
    public const string Sales = "Sales";
    public const string Dispatcher = "Dispatcher";
    public const string Technician = "Technician";
    public const string BillingClerk = "Billing clerk";
    public const string SupportAgent = "Support agent";
    public const string Client = "Client";

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Grants { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Administrator] = [.. Permissions.All.Where(p => !Permissions.IsForClients(p))],
        [Manager] =
        [
            .. Permissions.All.Where(p => !Permissions.IsForClients(p)
                && p is not (Permissions.UsersManage or Permissions.SettingsManage or Permissions.SchedulerManage)),
        ],
        [Sales] =
        [
            Permissions.ClientsView, Permissions.ClientsEdit, Permissions.CatalogView, Permissions.JobsView, Permissions.JobsEdit,
            Permissions.QuotesView, Permissions.QuotesEdit, Permissions.QuotesSend, Permissions.InvoicesView, Permissions.InterventionsView,
            Permissions.InterventionsEdit, Permissions.TimesheetsOwn, Permissions.ContractsView, Permissions.ContractsEdit, Permissions.ContractsSend,
            Permissions.HelpdeskView,
        ],
        [Dispatcher] =
        [
            Permissions.ClientsView, Permissions.ClientsEdit, Permissions.CatalogView, Permissions.JobsView, Permissions.JobsEdit, Permissions.JobsCosts,
            Permissions.QuotesView, Permissions.InvoicesView, Permissions.InterventionsView, Permissions.InterventionsEdit, Permissions.InterventionsPlan,
            Permissions.TimesheetsOwn, Permissions.TimesheetsView, Permissions.TimesheetsApprove, Permissions.ContractsView, Permissions.HelpdeskView, Permissions.HelpdeskWork,
        ],
        [Technician] =
        [
            Permissions.ClientsView, Permissions.CatalogView, Permissions.JobsView, Permissions.InvoicesView, Permissions.PaymentsRecord,
            Permissions.InterventionsView, Permissions.InterventionsDo, Permissions.InterventionsBill, Permissions.TimesheetsOwn,
        ],
        [BillingClerk] =
        [
            Permissions.ClientsView, Permissions.ClientsEdit, Permissions.ClientsImport, Permissions.CatalogView, Permissions.CatalogEdit,
            Permissions.JobsView, Permissions.JobsEdit, Permissions.JobsCosts, Permissions.QuotesView, Permissions.InvoicesView, Permissions.InvoicesEdit,
            Permissions.InvoicesIssue, Permissions.InvoicesSend, Permissions.InvoicesCredit, Permissions.InvoicesDelete, Permissions.InvoicesDispute, Permissions.InvoicesRelease, Permissions.RemindersSend,
            Permissions.PaymentsView, Permissions.PaymentsRecord, Permissions.PaymentsReverse, Permissions.PaymentsImport, Permissions.PaymentsWriteOff, Permissions.PaymentsRefund,
            Permissions.AccountingView,
            Permissions.AccountingTransfer, Permissions.MailView, Permissions.ReportsView, Permissions.InterventionsView, Permissions.TimesheetsOwn,
            Permissions.TimesheetsView, Permissions.ContractsView, Permissions.ContractsEdit, Permissions.ContractsSend, Permissions.ContractsBill, Permissions.ContractsIndex, Permissions.HelpdeskView,
        ],
        [SupportAgent] =
        [
            Permissions.ClientsView, Permissions.CatalogView, Permissions.JobsView, Permissions.InvoicesView, Permissions.InterventionsView,
            Permissions.InterventionsEdit, Permissions.TimesheetsOwn, Permissions.HelpdeskView, Permissions.HelpdeskWork,
        ],
        [Client] = [Permissions.PortalUse, Permissions.PortalAct],
    };
}
