package dev.runwright.estate.exchange;

/** What a mailbox, its client access, its user and its statistics consist of (Exchange documentation, Get-Mailbox and others). */
final class MailboxProperties {
    /** Names and numbers that no cmdlet of the estate changes by a parameter of that name. */
    static final String IDENTITY = """
            Guid TEXT
            ExchangeGuid TEXT
            ExternalDirectoryObjectId TEXT
            CanonicalName TEXT
            DistinguishedName TEXT
            LegacyExchangeDN TEXT
            SamAccountName TEXT
            Database TEXT EURPR01DG001-db001
            ServerName TEXT am0pr01mb0001
            OrganizationalUnit TEXT contoso.onmicrosoft.com
            RecipientType TEXT UserMailbox
            RecipientTypeDetails TEXT UserMailbox
            IsMailboxEnabled FLAG true
            IsResource FLAG false
            IsShared FLAG false
            InPlaceHolds TEXTS
            DelayHoldApplied FLAG false
            WhenCreated TIME
            WhenChanged TIME
            WhenChangedUTC TIME""";

    /** What Set-Mailbox writes. */
    static final String MAILBOX = """
            AcceptMessagesOnlyFrom RECIPIENTS
            AcceptMessagesOnlyFromDLMembers RECIPIENTS
            AcceptMessagesOnlyFromSendersOrMembers RECIPIENTS
            AccountDisabled FLAG false
            Alias TEXT
            ArchiveQuota SIZE 100 GB
            ArchiveWarningQuota SIZE 90 GB
            AuditEnabled FLAG true
            AuditLogAgeLimit SPAN 90.00:00:00
            BypassModerationFromSendersOrMembers RECIPIENTS
            DeliverToMailboxAndForward FLAG false
            DisplayName TEXT
            EmailAddresses PROXIES
            EndDateForRetentionHold TIME
            ForwardingAddress RECIPIENT
            ForwardingSmtpAddress PROXY
            GrantSendOnBehalfTo RECIPIENTS
            HiddenFromAddressListsEnabled FLAG false
            IssueWarningQuota SIZE 49 GB
            LitigationHoldDate TIME
            LitigationHoldDuration HOLD Unlimited
            LitigationHoldEnabled FLAG false
            LitigationHoldOwner TEXT
            MailTip HTML
            MaxReceiveSize SIZE 36 MB
            MaxSendSize SIZE 35 MB
            MessageCopyForSendOnBehalfEnabled FLAG false
            MessageCopyForSentAsEnabled FLAG false
            ModeratedBy RECIPIENTS
            ModerationEnabled FLAG false
            Name TEXT
            PrimarySmtpAddress TEXT
            ProhibitSendQuota SIZE 49.5 GB
            ProhibitSendReceiveQuota SIZE 50 GB
            RecipientLimits COUNT 500
            RecoverableItemsQuota SIZE 100 GB
            RecoverableItemsWarningQuota SIZE 90 GB
            RejectMessagesFrom RECIPIENTS
            RejectMessagesFromDLMembers RECIPIENTS
            RejectMessagesFromSendersOrMembers RECIPIENTS
            RequireSenderAuthenticationEnabled FLAG false
            RetainDeletedItemsFor SPAN 14.00:00:00
            RetentionComment TEXT
            RetentionHoldEnabled FLAG false
            RetentionPolicy TEXT Default MRM Policy
            RetentionUrl TEXT
            RoleAssignmentPolicy TEXT Default Role Assignment Policy
            RulesQuota SIZE 256 KB
            SharingPolicy TEXT Default Sharing Policy
            SingleItemRecoveryEnabled FLAG true
            StartDateForRetentionHold TIME
            UseDatabaseQuotaDefaults FLAG false
            UserPrincipalName TEXT""";

    /** What Set-CASMailbox writes. */
    static final String CLIENT_ACCESS = """
            ActiveSyncAllowedDeviceIDs TEXTS
            ActiveSyncBlockedDeviceIDs TEXTS
            ActiveSyncDebugLogging FLAG false
            ActiveSyncEnabled FLAG true
            ActiveSyncMailboxPolicy TEXT Default
            ActiveSyncSuppressReadReceipt FLAG false
            ECPEnabled FLAG true
            EwsAllowEntourage FLAG
            EwsAllowList TEXTS
            EwsAllowMacOutlook FLAG
            EwsAllowOutlook FLAG
            EwsApplicationAccessPolicy TEXT
            EwsBlockList TEXTS
            EwsEnabled FLAG true
            HasActiveSyncDevicePartnership FLAG false
            ImapEnabled FLAG true
            ImapForceICalForCalendarRetrievalOption FLAG false
            ImapMessagesRetrievalMimeFormat TEXT BestBodyFormat
            ImapSuppressReadReceipt FLAG false
            ImapUseProtocolDefaults FLAG true
            IsOptimizedForAccessibility FLAG false
            MAPIBlockOutlookExternalConnectivity FLAG false
            MAPIBlockOutlookNonCachedMode FLAG false
            MAPIBlockOutlookRpcHttp FLAG false
            MAPIBlockOutlookVersions TEXT
            MAPIEnabled FLAG true
            MacOutlookEnabled FLAG true
            MapiHttpEnabled FLAG
            OWAEnabled FLAG true
            OWAforDevicesEnabled FLAG true
            OneWinNativeOutlookEnabled FLAG true
            OutlookMobileEnabled FLAG true
            OwaMailboxPolicy TEXT OwaMailboxPolicy-Default
            PopEnabled FLAG true
            PopForceICalForCalendarRetrievalOption FLAG false
            PopMessagesRetrievalMimeFormat TEXT BestBodyFormat
            PopSuppressReadReceipt FLAG false
            PopUseProtocolDefaults FLAG true
            PublicFolderClientAccess FLAG false
            ShowGalAsDefaultView FLAG true
            SmtpClientAuthenticationDisabled FLAG
            UniversalOutlookEnabled FLAG true""";

    /** What Set-MailboxAutoReplyConfiguration writes. */
    static final String AUTO_REPLY = """
            AutoDeclineFutureRequestsWhenOOF FLAG false
            AutoReplyState TEXT Disabled
            CreateOOFEvent FLAG false
            DeclineAllEventsForScheduledOOF FLAG false
            DeclineEventsForScheduledOOF FLAG false
            DeclineMeetingMessage HTML
            EndTime TIME
            EventsToDeleteIDs TEXTS
            ExternalAudience TEXT All
            ExternalMessage HTML
            InternalMessage HTML
            OOFEventSubject TEXT
            StartTime TIME""";

    /** What Set-MailboxJunkEmailConfiguration writes. */
    static final String JUNK = """
            BlockedSendersAndDomains TEXTS
            ContactsTrusted FLAG false
            Enabled FLAG true
            SenderScreeningEnabled FLAG false
            TrustedListsOnly FLAG false
            TrustedRecipientsAndDomains TEXTS
            TrustedSendersAndDomains TEXTS""";

    /** What Set-User writes. */
    static final String USER = """
            AssistantName TEXT
            AuthenticationPolicy TEXT
            City TEXT
            Company TEXT
            CountryOrRegion TEXT
            Department TEXT
            Fax TEXT
            FirstName TEXT
            HomePhone TEXT
            Initials TEXT
            LastName TEXT
            Manager RECIPIENT
            MobilePhone TEXT
            Notes TEXT
            Office TEXT
            Phone TEXT
            PostalCode TEXT
            RemotePowerShellEnabled FLAG true
            ResetPasswordOnNextLogon FLAG false
            StateOrProvince TEXT
            StreetAddress TEXT
            StsRefreshTokensValidFrom TIME
            Title TEXT
            VIP FLAG false
            WebPage TEXT""";

    private MailboxProperties() {}
}
