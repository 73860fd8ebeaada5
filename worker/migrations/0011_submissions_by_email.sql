-- What an address has sent, whatever the form: how an account finds what belongs to its owner, and erases it.
create view submissions_by_email as
select reference, email_index, received_at, 'message' as kind from contact_messages
union all select reference, email_index, received_at, 'order' from orders
union all select reference, email_index, received_at, 'feedback' from feedback
union all select reference, email_index, requested_at, 'newsletter' from newsletter_subscriptions
union all select reference, email_index, received_at, 'data-request' from data_requests;
